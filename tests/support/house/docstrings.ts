import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { root, sources } from './imports.ts'

const isFunction = (node: ts.Expression | undefined): boolean => node !== undefined && (ts.isArrowFunction(node) || ts.isFunctionExpression(node))

/** Names of the functions and classes that a TypeScript file exports without a docstring. */
export function undocumented(file: string, text: string): string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  return source.statements.flatMap(statement => {
    const exported = ts.canHaveModifiers(statement) && ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
    if (!exported || ts.getJSDocCommentsAndTags(statement).length > 0) return []
    if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) return [statement.name?.text ?? 'default']
    if (!ts.isVariableStatement(statement)) return []
    return statement.declarationList.declarations.filter(({ initializer }) => isFunction(initializer)).map(({ name }) => name.getText())
  })
}

/** Of the product's own files, each undocumented function as "file: name". Files of a test or for tests alone are left out. */
export const undocumentedExports = (): string[] =>
  sources()
    .filter(file => /^(src|server)\/.*\.ts$/.test(file) && !/\.test\.ts$/.test(file))
    .flatMap(file => undocumented(file, readFileSync(join(root, file), 'utf8')).map(name => `${file}: ${name}`))
