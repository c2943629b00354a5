/** Waits for a thing to be true, looking often. Rejects with what was waited for, in case it never comes. */
export async function until(true_: () => boolean | Promise<boolean>, what: string, atMost = 30_000): Promise<void> {
  const end = performance.now() + atMost
  while (!(await true_())) {
    if (performance.now() > end) throw new Error(`Waited for ${what}`)
    await new Promise(resolve => setTimeout(resolve, 5))
  }
}
