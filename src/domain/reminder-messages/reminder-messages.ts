export { sendDue } from './sending.ts'
