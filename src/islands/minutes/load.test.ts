import { describe, expect, it } from 'vitest'
import type { Minutes } from '../../core/minutes/minutes.ts'
import { failure, fileName, loadMinutes } from './load.ts'

const link = `#${'b'.repeat(12)}.${'k'.repeat(24)}`
const minutes = { title: 'LUU' } as Minutes

describe('loading minutes', () => {
  it('asks for the board in the fragment with its key', async () => {
    const asked: string[] = []
    const loaded = await loadMinutes(link, async (board, key) => {
      asked.push(board, key)
      return minutes
    })
    expect(asked).toEqual(['b'.repeat(12), 'k'.repeat(24)])
    expect(loaded).toEqual({ state: 'ready', minutes })
  })

  it.each([
    ['', 'Linket åbner ikke noget referat'],
    [link.slice(0, -1), 'Linket er ikke helt']
  ])('never asks with the link "%s"', async (hash, title) => {
    const loaded = await loadMinutes(hash, async () => {
      throw new Error('asked')
    })
    expect(loaded).toMatchObject({ state: 'failed', title, again: false })
  })

  it.each([
    [0, true],
    [401, false],
    [404, false],
    [410, false],
    [429, true],
    [500, true]
  ])('on status %i offers to try again: %s', async (status, again) => {
    const loaded = await loadMinutes(link, async () => {
      throw Object.assign(new Error('no'), { status })
    })
    expect(loaded).toEqual(failure(status))
    expect(loaded).toMatchObject({ state: 'failed', again })
  })
})

it('names the file so that every system takes it', () => {
  expect(fileName({ title: 'LUU-møde: Århus & Ærø' }, '2026-11-23', 'json')).toBe('referat-luu-moede-aarhus-aeroe-2026-11-23.json')
  expect(fileName({ title: 'Århus på ny'.normalize('NFD') }, '', 'json')).toBe('referat-aarhus-paa-ny.json')
  expect(fileName({ title: 'Café på SOSU' }, '', 'json')).toBe('referat-cafe-paa-sosu.json')
  expect(fileName({ title: '!!!' }, '2026-11-23', 'json')).toBe('referat-2026-11-23.json')
  expect(fileName({ title: 'a'.repeat(10_000) }, '', 'json').length).toBeLessThan(70)
})
