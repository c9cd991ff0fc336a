export { Follow as FollowPage } from './follow/Follow.tsx'
