/** Where the longest words of the field may be parted, since browsers do not know. */
const joints = ['professiona-lisering', 'oplærings-vejledning', 'uddannelses-konsulenter', 'kerne-elementer']

/** The text with soft hyphens in its long words: for headings and names in narrow places. */
export function softHyphenate(text: string): string {
  let result = text
  for (const joint of joints) {
    const [first = '', second = ''] = joint.split('-')
    result = result.replace(new RegExp(`(${first})(?=${second})`, 'gi'), '$1\u00AD')
  }
  return result
}
