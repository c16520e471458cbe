import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { createCut } from './max-flow.ts'

interface Network {
  readonly terminals: readonly (readonly [number, number])[]
  readonly edges: readonly (readonly [number, number, number])[]
}

const network: fc.Arbitrary<Network> = fc.integer({ min: 1, max: 9 }).chain((nodes) =>
  fc.record({
    terminals: fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { minLength: nodes, maxLength: nodes }),
    // A step from one node to another: never to itself, which one node alone would have to do.
    edges: fc.array(
      fc
        .tuple(fc.nat(nodes - 1), fc.integer({ min: 1, max: Math.max(1, nodes - 1) }), fc.nat(9))
        .map(([a, step, capacity]) => [a, (a + step) % nodes, capacity] as const),
      { maxLength: nodes === 1 ? 0 : 24 },
    ),
  }),
)

/** What a division costs: nodes with the sink pay what ties them to the source, and the other way round. */
const costOf = ({ terminals, edges }: Network, withSource: (node: number) => boolean): number =>
  terminals.reduce((sum, [source, sink], i) => sum + (withSource(i) ? sink : source), 0) +
  edges.reduce((sum, [a, b, c]) => sum + (withSource(a) === withSource(b) ? 0 : c), 0)

it('finds a division that costs no more than any other', () => {
  fc.assert(
    fc.property(network, (given) => {
      const { terminals, edges } = given
      const cut = createCut(terminals.length, edges.length)
      for (const [i, [source, sink]] of terminals.entries()) cut.addTerminals(i, source, sink)
      for (const [a, b, capacity] of edges) cut.addEdge(a, b, capacity)
      const side = cut.solve()
      const found = costOf(given, (node) => side[node] === 1)
      let least = Infinity
      for (let bits = 0; bits < 2 ** terminals.length; bits++) {
        least = Math.min(
          least,
          costOf(given, (node) => ((bits >> node) & 1) === 1),
        )
      }
      expect(found).toBe(least)
    }),
    { numRuns: 500 },
  )
})
