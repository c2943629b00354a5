import type { AstroIntegration } from 'astro'

/**
 * /stil/, every component in every state: on the dev server, and where STYLE_PAGE is set, as tests/looks does. No host's site has it, so that
 * its parts weigh on nobody's phone.
 */
export const stylePage = (isWanted: boolean): AstroIntegration => ({
  name: 'pejling:style-page',
  hooks: {
    'astro:config:setup': ({ command, injectRoute }) => {
      if (command === 'dev' || isWanted) injectRoute({ pattern: '/stil', entrypoint: './src/pages/_stil.astro', prerender: true })
    }
  }
})
