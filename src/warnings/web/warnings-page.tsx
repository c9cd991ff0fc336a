export { InForce as WarningsPage } from './public/InForce.tsx'
