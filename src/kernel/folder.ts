import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The kernel's own folder. */
export const kernelFolder = dirname(fileURLToPath(import.meta.url))

/** The project's folder. */
export const projectFolder = dirname(dirname(kernelFolder))
