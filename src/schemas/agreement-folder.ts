/** The quality agreement's folder where none is chosen, from the project's root. */
const USUAL = 'content/kvalitetsaftale'

/** The folder of the quality agreement that the site is built with: the setting KVALITETSAFTALE, relative to the project's root. */
export const agreementFolder = (): string => (process.env.KVALITETSAFTALE ?? '').replace(/\/+$/, '') || USUAL
