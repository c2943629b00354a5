import { describe, expect, it } from 'vitest'
import { heavy, lix, wordsOf } from './lix.ts'

describe('lix', () => {
  it('is words a sentence and the percentage of words of more than six letters', () => {
    // 10 words in 2 sentences, 2 of them long: 5 + 20.
    expect(lix('Vi ser på det, vi gør. Eleverne ved hvorfor nu.')).toBe(25)
    expect(lix('')).toBe(0)
  })

  it('ends a sentence at a heading, a list item and a cell, and reads no addresses', () => {
    expect(lix('- En ko\n- To får')).toBe(lix('En ko. To får.'))
    expect(lix('| En ko | To får |')).toBe(lix('En ko. To får.'))
    expect(lix('## En ko\n\nTo får')).toBe(lix('En ko. To får.'))
    expect(wordsOf('Se [siden](https://eksempel.dk/meget-lang-adresse).')).toEqual(['Se', 'siden'])
  })

  it('judges each field and each paragraph of 20 words or more', () => {
    const hard = `${'uddannelsesinstitutioner '.repeat(19)}sammen.`
    const easy = 'Vi ser på det, vi gør. '.repeat(4)
    expect(heavy({ steps: [{ id: 'luk', say: [easy, hard] }] }, `${easy}\n\n${hard}`).map(each => each.field)).toEqual([
      'steps.luk.say.nr. 2',
      'teksten, afsnittet "uddannelsesinstitutioner uddan…"'
    ])
    expect(heavy({ title: 'uddannelsesinstitutioner '.repeat(19) }, '')).toEqual([])
  })
})
