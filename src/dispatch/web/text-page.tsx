export { Write as TextPage } from './text/Write.tsx'
