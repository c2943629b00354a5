/** Who may continue which Yjs client id in a document: the author who was first to write under it, for as long as the board is open. */
export class Authorship {
  /** Client id → hash of its author. */
  private readonly authors: Map<number, string>
  private claimed: [client: number, author: string][] = []

  constructor(authors: Map<number, string>) {
    this.authors = authors
  }

  mayWrite(client: number, author: string): boolean {
    const known = this.authors.get(client)
    return known === undefined || known === author
  }

  claim(client: number, author: string): void {
    if (this.authors.has(client)) return
    this.authors.set(client, author)
    this.claimed.push([client, author])
  }

  /** What was claimed in this turn. The same until `flush`. */
  get news(): [client: number, author: string][] {
    return this.claimed
  }

  flush(): void {
    this.claimed = []
  }

  /** Forgets who wrote what. */
  clear(): void {
    this.authors.clear()
  }
}
