/** From the middle of one dot to the next, in the frame's unit: a dot of 2 units and the air beside it is the least that is told apart from five metres. */
export const PITCH = { least: 2.3, most: 5 }

/** Of a step's width, what its dots may take: the rest keeps it from the next. */
export const LANE = 0.95

/** The largest pitch at which `tallest` dots stack within `height`, over a step that is `lane` wide. */
export function pitchFor(tallest: number, lane: number, height: number): number {
  for (let pitch = PITCH.most; pitch > PITCH.least; pitch -= 0.1) {
    const columns = Math.max(1, Math.floor((lane * LANE) / pitch))
    if (Math.ceil(tallest / columns) * pitch <= height) return pitch
  }
  return PITCH.least
}
