import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { webOptions } from './src/app/web/build.ts'

export default defineConfig({ ...webOptions(), plugins: [react()] })
