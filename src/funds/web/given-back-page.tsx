export { PublicNotices as GivenBackPage } from './returns/PublicNotices.tsx'
