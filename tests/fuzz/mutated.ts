import type { Random } from '../support/random.ts'

/** Bytes with something turned, left out, put in, said twice or cut off. */
export function mutated(bytes: Uint8Array, random: Random): Uint8Array {
  let out = [...bytes]
  for (let i = random.int(4); i >= 0; i--) {
    const at = random.int(out.length + 1)
    const roll = random.int(6)
    if (roll === 0) out[at] = random.int(256)
    else if (roll === 1) out[at] = (out[at] ?? 0) ^ (1 << random.int(8))
    else if (roll === 2) out.splice(at, 1 + random.int(4))
    else if (roll === 3) out.splice(at, 0, ...random.bytes(1 + random.int(6)))
    else if (roll === 4) out = [...out, ...out.slice(at, at + 50)]
    else out = out.slice(0, at)
  }
  return Uint8Array.from(out)
}
