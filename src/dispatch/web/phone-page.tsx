export { Phone as PhonePage } from './phone/Phone.tsx'
