import { describe, expect, it } from 'vitest'
import { differenceWords, itemText, itemWordings, wordingLine } from './item-text.ts'
import type { Item, ItemData, Side } from './workshop.ts'

const data: ItemData = { id: 'K3S1', element: 3, text: 'Vejledning står i planen.', bySide: { skole: 'Skolen støtter vejlederne.' } }
const item: Item = data
const plain = { id: 'K3S2', element: 3, text: 'Vi taler om vilkår.' } as Item
const among = (...ids: Side[]) => ({ sides: ids.map(id => ({ id, label: id.toUpperCase() })) })

describe('an item’s text', () => {
  it('[own-wording] is the wording of one’s own side, or every wording with who was asked it', () => {
    expect([itemText(item), itemText(item, 'elev'), itemText(item, 'skole')]).toEqual([data.text, data.text, data.bySide?.skole])
    expect(itemWordings(item, among('skole', 'oplaering', 'elev')).map(wordingLine)).toEqual([
      'SKOLE: Skolen støtter vejlederne.',
      'OPLAERING, ELEV: Vejledning står i planen.'
    ])
  })

  it('[own-wording] is told without names where all in the meeting were asked the same', () => {
    expect(itemWordings(plain, among('skole', 'elev'))).toEqual([{ text: 'Vi taler om vilkår.', who: '' }])
    expect(itemWordings(item, among('oplaering', 'elev'))).toEqual([{ text: 'Vejledning står i planen.', who: '' }])
    expect(itemWordings(item, among('skole'))).toEqual([{ text: 'Skolen støtter vejlederne.', who: '' }])
    expect(itemWordings(item, among())).toEqual([{ text: 'Vejledning står i planen.', who: '' }])
  })

  it('[own-wording] differs within an element, which is said of its figure', () => {
    expect(differenceWords([plain, item], among('skole', 'elev'))).toBe('SKOLE svarede på andre udsagn her end resten.')
    const both = { ...data, bySide: { skole: 'Skolen.', elev: 'Jeg.' } } as Item
    expect(differenceWords([both], among('skole', 'elev', 'oplaering'))).toBe('SKOLE og ELEV svarede på andre udsagn her end resten.')
    expect(differenceWords([both], among('skole', 'elev'))).toBe('Alle svarede ikke på det samme her.')
    for (const sides of [among('skole'), among('elev', 'oplaering'), among()]) expect(differenceWords([plain, item], sides)).toBe('')
  })

  it('[own-wording] can be read by no other way', () => {
    // @ts-expect-error: nobody shows the usual wording to people who were asked another.
    expect(item.text).toBe(data.text)
    // @ts-expect-error: the same.
    expect(item.bySide).toBe(data.bySide)
  })
})
