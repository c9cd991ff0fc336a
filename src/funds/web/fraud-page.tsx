export { FraudFollow as FraudPage } from './report/FraudFollow.tsx'
