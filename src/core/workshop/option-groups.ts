/** A run of options under one heading; `group` is undefined where they stand on their own. */
export type OptionGroup<O> = { group: string | undefined; options: O[] }

/** Options under their headings, in their order: neighbours of the same heading stand together. */
export function optionGroups<O extends { group?: string | undefined }>(options: readonly O[]): OptionGroup<O>[] {
  const groups: OptionGroup<O>[] = []
  for (const option of options) {
    const last = groups.at(-1)
    if (last && last.group === option.group) last.options.push(option)
    else groups.push({ group: option.group, options: [option] })
  }
  return groups
}
