package meridian.services.master;

import java.util.List;

import meridian.model.master.CimElement;

/** One thing a message wants done to the master data. */
public sealed interface Wish {

  /** A new object. */
  record Create(CimElement object) implements Wish {}

  /**
   * An object known by its identifiers gets the elements named: a value in place of the value; of parts with identity (mRID or Names) the one
   * with the same identity, or one more; other parts merged element by element. What is not named stays.
   */
  record Change(CimElement object) implements Wish {}

  /** The object goes. */
  record Delete(CimElement object) implements Wish {}

  /** The elements named go, the object stays; values written are ignored. Source: IEC 61968-100, elementOperation. */
  record DeleteElements(CimElement object) implements Wish {}

  /** Objects known by their identifiers belong together from now on; the first two types that differ, and all of one type with each of another. */
  record LinkTogether(List<CimElement> objects) implements Wish {}

  /** They do no longer. */
  record TakeApart(List<CimElement> objects) implements Wish {}
}
