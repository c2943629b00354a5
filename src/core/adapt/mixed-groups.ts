/** How many people of one side there are. */
export type Seated = { label: string; people: number }

/** From this many people on, small groups are suggested. */
export const GROUPS_FROM = 12

/**
 * Groups of four to five, each as mixed as the sides allow, from 12 people on; none below. No side has two people more in one group than in another,
 * and no group is two larger than another.
 */
export function mixedGroups(sides: readonly Seated[]): Seated[][] {
  const people = sides.reduce((sum, side) => sum + side.people, 0)
  if (people < GROUPS_FROM) return []
  const groups: Seated[][] = Array.from({ length: Math.ceil(people / 5) }, () => sides.map(({ label }) => ({ label, people: 0 })))
  let at = 0
  sides.forEach((side, n) => {
    for (let seated = 0; seated < side.people; seated++, at++) {
      const seats = groups[at % groups.length]?.[n]
      if (seats) seats.people++
    }
  })
  return groups.map(group => group.filter(side => side.people > 0))
}
