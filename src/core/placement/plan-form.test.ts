import { describe, expect, it } from 'vitest'
import { dayOf } from './day.ts'
import { emptyForm, nextNumber, type PlanForm, readForm, readKeptPlans } from './plan-form.ts'

const today = dayOf('2026-11-26')
const read = (change: Partial<PlanForm>) => readForm({ ...emptyForm, ...change }, today)
const dates = { from: '2027-03-01', to: '2027-05-09' }

describe('what is typed of a plan', () => {
  it('[typed-plan-kept] is a placement from dates, or from weeks with the last one whole', () => {
    const period = { from: dayOf('2027-03-01'), to: dayOf('2027-05-09') }
    expect(read(dates)).toMatchObject({ placement: { period, hours: 37, apart: [], days: {} } })
    expect(read({ by: 'weeks', fromWeek: '9 2027', toWeek: '18', hours: '32,5' })).toMatchObject({ placement: { period, hours: 32.5 } })
    expect(read({ by: 'weeks', fromWeek: '50', toWeek: '3' })).toMatchObject({
      placement: { period: { from: dayOf('2026-12-07'), to: dayOf('2027-01-24') } }
    })
  })

  it('[typed-plan-kept] is neither a plan nor a fault while a field is empty', () => {
    for (const form of [{}, { from: '2027-03-01' }, { to: '2027-03-01' }, { by: 'weeks' }, { by: 'weeks', fromWeek: '9 2027' }] as const)
      expect(read(form)).toEqual({ problems: {} })
  })

  it.each<[Partial<PlanForm>, object]>([
    [{ from: '2027-05-09', to: '2027-03-01' }, { to: 'Perioden slutter, før den begynder. Byt om på de to, eller ret en af dem.' }],
    [{ from: '2027-03-01', to: '2032-03-01' }, { to: expect.stringMatching(/^Perioden er på 262 uger\. Planen kan højst være på 104\./) }],
    [{ by: 'weeks', fromWeek: '53 2027' }, { from: '2027 har ingen uge 53. Skriv uge 52, eller uge 1 året efter.' }],
    [{ by: 'weeks', fromWeek: '9 2027', toWeek: 'om lidt' }, { to: 'Skriv ugens nummer og år, for eksempel 36 2026.' }],
    [{ by: 'weeks', fromWeek: '9 2027', toWeek: '8 2027' }, { to: 'Perioden slutter, før den begynder. Byt om på de to, eller ret en af dem.' }],
    [{ ...dates, hours: '0' }, { hours: 'Skriv timerne om ugen som et tal fra 1 til 48.' }],
    [{ ...dates, hours: 'fuld tid' }, { hours: 'Skriv timerne om ugen som et tal fra 1 til 48.' }],
    [
      { ...dates, apart: [{ from: '2027-04-09', to: '2027-04-01' }] },
      { apart: 'Den sidste dag ligger før den første. Byt om på de to, eller ret en af dem.' }
    ]
  ])('[typed-plan-kept] of %j it is said at the field what to do', (form, problems) => expect(read(form)).toEqual({ problems }))

  it('[typed-plan-kept] leaves out a span apart that has one day alone so far, and a conversation without a day', () => {
    expect(read({ ...dates, apart: [{ from: '2027-04-01', to: '' }], days: { midway: '' } })).toMatchObject({ placement: { apart: [], days: {} } })
  })
})

describe('plans that a device has kept', () => {
  const kept = (number: number, form: Partial<PlanForm> = dates) => ({
    id: `plan-nummer-${number}`,
    number,
    made: 5,
    form: { ...emptyForm, ...form }
  })

  it('[plan-on-device] are read back as they were kept, by number', () => {
    const plans = [
      kept(1, { ...dates, days: { midway: '2027-04-01' }, apart: [{ from: '2027-03-02', to: '' }] }),
      kept(2, { by: 'weeks', fromWeek: 'uge' })
    ]
    expect(readKeptPlans(JSON.stringify([...plans].reverse()))).toEqual(plans)
  })

  it.each([null, '', '{', '7', '{}', '[7, null, {}, {"id":"x"}]', '[{"id":"plan-nummer-1","number":0,"form":{}}]'])(
    '[plan-on-device] of %j there are none',
    text => expect(readKeptPlans(text)).toEqual([])
  )

  it('[plan-on-device] lose what is none of a plan: days that do not exist, another shape, a second with the same id', () => {
    const odd = {
      ...kept(1),
      form: {
        ...emptyForm,
        from: '2027-02-30',
        to: 7,
        hours: null,
        month: 'moon',
        apart: [3, { from: 'x' }],
        days: { midway: '1', other: '2027-01-01' }
      }
    }
    expect(readKeptPlans(JSON.stringify([odd, kept(1)]))).toEqual([{ ...kept(1), form: { ...emptyForm, apart: [{ from: '', to: '' }] } }])
  })

  it('number the next student by the first number that is free', () => {
    expect([nextNumber([]), nextNumber([kept(1), kept(3)] as never)]).toEqual([1, 2])
  })
})
