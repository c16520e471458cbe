/**
 * Photoshop's lists of documents and layers: arrays by their types, but made by Photoshop alone. What
 * would make another list of their kind (filter, map, slice) fails here: it must be asked of a copy.
 */
export class Collection<T> extends Array<T> {
  static override get [Symbol.species](): ArrayConstructor {
    throw new Error('A collection of Photoshop makes no other one: copy it first.')
  }
}
