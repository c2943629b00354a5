import { type CollectionEntry, getCollection } from 'astro:content'
import type { NamedPaper } from '../core/paper/paper.ts'
import type { WorkshopTemplate } from '../core/workshop/workshop.ts'
import type { Sources } from '../schemas/instruments.ts'
import { theAgreement } from './agreement.ts'

/** The content as the pages read it: in order, with addresses. */
export type ElementPage = CollectionEntry<'kerneelementer'>['data'] & { slug: string; href: string; entry: CollectionEntry<'kerneelementer'> }
export type WorkshopPage = { template: WorkshopTemplate; print: NamedPaper[]; slug: string; href: string; entry: CollectionEntry<'workshops'> }

/** The six kerneelementer, by number. */
export async function allElements(): Promise<ElementPage[]> {
  const entries = await getCollection('kerneelementer')
  return entries.map(entry => ({ ...entry.data, slug: entry.id, href: `/kerneelementer/${entry.id}/`, entry })).sort((a, b) => a.number - b.number)
}

/** The drejebøger in their order, compiled as a board is made of them. Throws where one refers to what is not there. */
export async function allWorkshops(): Promise<WorkshopPage[]> {
  const entries = await getCollection('workshops')
  return entries
    .sort((a, b) => a.data.order - b.data.order)
    .map(entry => ({ template: entry.data.template, print: entry.data.print, slug: entry.id, href: `/drejeboeger/${entry.id}/`, entry }))
}

/** A ballot on paper with more statements than this is no longer filled in at a meeting: five sheets of twelve. */
const PAPER_ITEMS = 60

/** The options that a package of paper is made for: not the many under a heading, and none that is too long to be answered by hand. */
export const onPaper = ({ choice }: WorkshopTemplate) =>
  choice?.options.filter(({ group, instruments }) => !group && Object.values(instruments).every(({ items }) => items.length <= PAPER_ITEMS))

/** What instruments are written out from. */
export async function allSources(): Promise<Sources> {
  const scales = await getCollection('skalaer')
  const agreement = await theAgreement()
  const chapters = agreement.chapters.map(({ entry, slug }) => ({ ...entry.data, slug }))
  return { elements: await allElements(), scales: scales.map(entry => ({ ...entry.data, slug: entry.id })), agreement, chapters }
}

/** The roles in their order. */
export async function allRoles(): Promise<(CollectionEntry<'roller'>['data'] & { href: string; entry: CollectionEntry<'roller'> })[]> {
  const entries = await getCollection('roller')
  return entries.map(entry => ({ ...entry.data, href: `/roller/${entry.id}/`, entry })).sort((a, b) => a.order - b.order)
}

/** The six situations that the source names, by number. */
export async function allUses(): Promise<(CollectionEntry<'anvendelser'>['data'] & { href: string; entry: CollectionEntry<'anvendelser'> })[]> {
  const entries = await getCollection('anvendelser')
  return entries.map(entry => ({ ...entry.data, href: `/anvendelser/${entry.id}/`, entry })).sort((a, b) => a.number - b.number)
}

/** The guides in their order. */
export async function allGuides(): Promise<(CollectionEntry<'vejledning'>['data'] & { href: string; entry: CollectionEntry<'vejledning'> })[]> {
  const entries = await getCollection('vejledning')
  return entries.map(entry => ({ ...entry.data, href: `/vejledning/${entry.id}/`, entry })).sort((a, b) => a.order - b.order)
}
