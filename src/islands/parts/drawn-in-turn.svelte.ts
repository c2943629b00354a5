/**
 * How many parts of a long form are drawn: `first` at once, and one more each time the page has answered in between, until `all` are. So an old
 * phone can be used before all of it is there. Belongs to the component that calls it.
 */
export function drawnInTurn(first: number, all: () => number): { readonly drawn: number } {
  let drawn = $state(first)
  $effect(() => {
    if (drawn >= all()) return
    const timer = setTimeout(() => drawn++)
    return () => clearTimeout(timer)
  })
  return {
    get drawn() {
      return drawn
    }
  }
}
