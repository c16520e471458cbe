import { expect, it } from 'vitest'
import { createListeners } from './listeners.ts'

it('are told until they go, and may come and go while they are told', () => {
  const { subscribe, tell, clear } = createListeners<[number]>()
  const told: string[] = []
  const leave = subscribe((value) => {
    told.push(`a${value}`)
    leave()
    subscribe((later) => told.push(`c${later}`))
  })
  subscribe((value) => told.push(`b${value}`))
  tell(1)
  expect(told).toEqual(['a1', 'b1'])
  tell(2)
  expect(told).toEqual(['a1', 'b1', 'b2', 'c2'])
  clear()
  tell(3)
  expect(told).toHaveLength(4)
})
