package dev.sonatina.engine.storage;

/**
 * What a store, which does not know records' insides, has to be told of them when it has lost some
 * member names: a number that records use must not be given to another name.
 */
public interface MemberNames {

  /** For records that use no numbers of the dictionary. */
  MemberNames NONE =
      new MemberNames() {
        @Override
        public int limit(RecordView record) {
          return 0;
        }

        @Override
        public String substitute(int keyId) {
          return "lost-" + keyId;
        }
      };

  /**
   * One more than the greatest number of a member name that a record uses; 0 if it uses none.
   *
   * @throws dev.sonatina.engine.api.StorageException {@code TOO_NEW} or {@code CORRUPT} if it is no
   *     record that can be read
   */
  int limit(RecordView record);

  /** What to call the member name of this number, which is lost. */
  String substitute(int keyId);
}
