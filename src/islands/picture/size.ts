/** Who looks, and from where: a phone in the hand, the facilitator's laptop, a projector at five metres. */
export type Size = 'phone' | 'laptop' | 'screen'
