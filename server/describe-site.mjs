import { join } from 'node:path'
import { keepSiteFiles } from './transport/http/site-files.ts'

/** The last step of a build: keeps the tag of each of its files, and the content policy of each page, so that the server looks at none of them. */
await keepSiteFiles(join(import.meta.dirname, '../dist'))
