/**
 * The smallest cut between two terminals, by the algorithm of Boykov and Kolmogorov (An experimental
 * comparison of min-cut/max-flow algorithms for energy minimization in vision, PAMI 2004): two trees
 * grow from the terminals, paths where they meet are filled, and branches that come off find a new
 * parent or become free. Capacities are whole numbers, so that it ends exactly.
 */

export interface Cut {
  /** Adds what it costs that `node` is on the far side of each terminal: whole numbers from 0. */
  addTerminals(node: number, source: number, sink: number): void
  /** Adds an edge of the same capacity, a whole number from 0, in both directions. */
  addEdge(a: number, b: number, capacity: number): void
  /** 1 for each node that stays with the source. Call once, at the end. */
  solve(): Uint8Array
}

const FREE = 0
const SOURCE = 1
const SINK = 2

const NONE = -1
const TERMINAL = -2
const ORPHAN = -3

/** @param maxEdges edges that may be added */
export const createCut = (nodes: number, maxEdges: number): Cut => {
  const from = new Int32Array(maxEdges)
  const to = new Int32Array(maxEdges)
  const capacity = new Float64Array(maxEdges)
  const terminal = new Float64Array(nodes)
  let edges = 0
  return {
    addTerminals: (node, source, sink) => {
      terminal[node]! += source - sink
    },
    addEdge: (a, b, weight) => {
      from[edges] = a
      to[edges] = b
      capacity[edges] = weight
      edges++
    },
    solve: () => solve(nodes, edges, from, to, capacity, terminal),
  }
}

const solve = (
  nodes: number,
  edges: number,
  from: Int32Array,
  to: Int32Array,
  weight: Float64Array,
  terminal: Float64Array,
): Uint8Array => {
  // Arcs of one node lie together; `sister` is the arc the other way.
  const first = new Int32Array(nodes + 1)
  for (let e = 0; e < edges; e++) {
    first[from[e]! + 1]!++
    first[to[e]! + 1]!++
  }
  for (let i = 0; i < nodes; i++) first[i + 1]! += first[i]!
  const place = first.slice(0, nodes)
  const head = new Int32Array(2 * edges)
  const sister = new Int32Array(2 * edges)
  const residual = new Float64Array(2 * edges)
  for (let e = 0; e < edges; e++) {
    const a = place[from[e]!]!++
    const b = place[to[e]!]!++
    head[a] = to[e]!
    head[b] = from[e]!
    sister[a] = b
    sister[b] = a
    residual[a] = weight[e]!
    residual[b] = weight[e]!
  }

  const tree = new Uint8Array(nodes)
  /** The arc to the parent, or one of the marks above. */
  const parent = new Int32Array(nodes).fill(NONE)
  const distance = new Int32Array(nodes)
  const stamp = new Int32Array(nodes)
  let time = 0

  const queue = new Int32Array(nodes)
  const queued = new Uint8Array(nodes)
  let start = 0
  let waiting = 0
  const activate = (node: number): void => {
    if (queued[node] === 1) return
    queued[node] = 1
    queue[(start + waiting) % nodes] = node
    waiting++
  }
  const orphans: number[] = []
  const disown = (node: number): void => {
    parent[node] = ORPHAN
    orphans.push(node)
  }

  for (let i = 0; i < nodes; i++) {
    if (terminal[i] === 0) continue
    tree[i] = terminal[i]! > 0 ? SOURCE : SINK
    parent[i] = TERMINAL
    distance[i] = 1
    activate(i)
  }

  /** Residual capacity along the arc in the direction of the flow, for the tree of the arc's tail. */
  const open = (arc: number, side: number): number =>
    side === SOURCE ? residual[arc]! : residual[sister[arc]!]!

  /** Grows the tree of `node` by one ring; the arc from source tree to sink tree where they meet. */
  const grow = (node: number): number => {
    const side = tree[node]!
    for (let arc = first[node]!; arc < first[node + 1]!; arc++) {
      if (open(arc, side) === 0) continue
      const other = head[arc]!
      if (tree[other] === FREE) {
        tree[other] = side
        parent[other] = sister[arc]!
        stamp[other] = stamp[node]!
        distance[other] = distance[node]! + 1
        activate(other)
      } else if (tree[other] !== side) {
        return side === SOURCE ? arc : sister[arc]!
      } else if (stamp[other]! <= stamp[node]! && distance[other]! > distance[node]!) {
        parent[other] = sister[arc]!
        stamp[other] = stamp[node]!
        distance[other] = distance[node]! + 1
      }
    }
    return NONE
  }

  const augment = (middle: number): void => {
    let least = residual[middle]!
    let node = head[sister[middle]!]!
    while (parent[node] !== TERMINAL) {
      const arc = parent[node]!
      least = Math.min(least, residual[sister[arc]!]!)
      node = head[arc]!
    }
    least = Math.min(least, terminal[node]!)
    node = head[middle]!
    while (parent[node] !== TERMINAL) {
      const arc = parent[node]!
      least = Math.min(least, residual[arc]!)
      node = head[arc]!
    }
    least = Math.min(least, -terminal[node]!)

    residual[middle]! -= least
    residual[sister[middle]!]! += least
    node = head[sister[middle]!]!
    while (parent[node] !== TERMINAL) {
      const arc = parent[node]!
      const next = head[arc]!
      residual[arc]! += least
      residual[sister[arc]!]! -= least
      if (residual[sister[arc]!] === 0) disown(node)
      node = next
    }
    terminal[node]! -= least
    if (terminal[node] === 0) disown(node)
    node = head[middle]!
    while (parent[node] !== TERMINAL) {
      const arc = parent[node]!
      const next = head[arc]!
      residual[sister[arc]!]! += least
      residual[arc]! -= least
      if (residual[arc] === 0) disown(node)
      node = next
    }
    terminal[node]! += least
    if (terminal[node] === 0) disown(node)
  }

  /** Steps to the terminal, or Infinity when the branch has come off; marks the way it went. */
  const reach = (node: number): number => {
    let steps = 0
    let at = node
    while (stamp[at] !== time) {
      const arc = parent[at]!
      if (arc === TERMINAL) {
        stamp[at] = time
        distance[at] = 1
        break
      }
      if (arc < 0) return Infinity
      steps++
      at = head[arc]!
    }
    const total = steps + distance[at]!
    let left = total
    for (let back = node; stamp[back] !== time; back = head[parent[back]!]!) {
      stamp[back] = time
      distance[back] = left--
    }
    return total
  }

  const adopt = (node: number): void => {
    const side = tree[node]!
    let best = Infinity
    let chosen = NONE
    for (let arc = first[node]!; arc < first[node + 1]!; arc++) {
      // Flow comes from the parent in the source tree and goes to it in the sink tree.
      if (open(sister[arc]!, side) === 0 || tree[head[arc]!] !== side) continue
      const steps = reach(head[arc]!)
      if (steps < best) {
        best = steps
        chosen = arc
      }
    }
    if (chosen !== NONE) {
      parent[node] = chosen
      stamp[node] = time
      distance[node] = best + 1
      return
    }
    for (let arc = first[node]!; arc < first[node + 1]!; arc++) {
      const other = head[arc]!
      if (tree[other] !== side) continue
      if (open(sister[arc]!, side) > 0) activate(other)
      if (parent[other]! >= 0 && head[parent[other]!] === node) disown(other)
    }
    tree[node] = FREE
    parent[node] = NONE
  }

  while (waiting > 0) {
    const node = queue[start]!
    // A node stays in front as long as its tree meets the other there.
    const meeting = tree[node] === FREE ? NONE : grow(node)
    if (meeting === NONE) {
      start = (start + 1) % nodes
      waiting--
      queued[node] = 0
      continue
    }
    time++
    augment(meeting)
    for (let orphan = orphans.pop(); orphan !== undefined; orphan = orphans.pop()) adopt(orphan)
  }
  return tree.map((side) => (side === SOURCE ? 1 : 0))
}
