/** The contract of identity: everything screens and other rooms may know of it. */

export * from './contract/keys.ts'
export * from './contract/organisation.ts'
export * from './contract/people.ts'
export * from './contract/resources.ts'
export * from './contract/session.ts'
export * from './contract/shapes.ts'
export * from './contract/words.ts'
