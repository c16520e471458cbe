import { expect, test } from 'vitest'
import { createTickets } from './tickets.ts'

const owner = { id: 'owner', scopes: [] }

test('a ticket is good once', () => {
  const tickets = createTickets()
  const ticket = tickets.issue(owner)
  expect(tickets.redeem(ticket)).toEqual(owner)
  expect(tickets.redeem(ticket)).toBeUndefined()
  expect(tickets.redeem('')).toBeUndefined()
})

test('and for thirty seconds', () => {
  let now = 0
  const tickets = createTickets(() => now)
  const [early, late] = [tickets.issue(owner), tickets.issue(owner)]
  now = 29_999
  expect(tickets.redeem(early)).toEqual(owner)
  now = 30_000
  expect(tickets.redeem(late)).toBeUndefined()
})

test('asking for many pushes out the oldest, so that memory has an end', () => {
  const tickets = createTickets()
  const issued = Array.from({ length: 1000 }, () => tickets.issue(owner))
  expect(issued.filter((ticket) => tickets.redeem(ticket) !== undefined)).toHaveLength(256)
  expect(tickets.redeem(issued.at(-1) ?? '')).toBeUndefined()
})
