/** Loaded into a server before it starts: its clock on the wall goes wrong by CLOCK_OFF ms. */
const off = Number(process.env.CLOCK_OFF)
const { now } = Date
const Right = Date
globalThis.Date = class extends Right {
  constructor(...given) {
    if (given.length === 0) super(now() + off)
    else super(...given)
  }
  static now() {
    return now() + off
  }
}
