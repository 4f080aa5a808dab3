package dev.sonatina.net.sonata;

import static dev.sonatina.net.protocol.thallium.ValueType.BOOL;
import static dev.sonatina.net.protocol.thallium.ValueType.JSON;
import static dev.sonatina.net.protocol.thallium.ValueType.STRING;
import static dev.sonatina.net.protocol.thallium.ValueType.STRING_LIST;
import static dev.sonatina.net.protocol.thallium.ValueType.U64;
import static dev.sonatina.net.protocol.thallium.ValueType.U64_LIST;

import dev.sonatina.net.protocol.thallium.ValueType;
import dev.sonatina.net.rpc.RpcSignature;

/** Every RPC of a Sonata server: its name on the wire and the types of its arguments. */
public enum SonataRpc {
  CREATE_DATABASE("sonata_create_database", STRING, STRING, STRING, STRING),
  ATTACH_DATABASE("sonata_attach_database", STRING, STRING, STRING, STRING),
  DETACH_DATABASE("sonata_detach_database", STRING, STRING),
  DESTROY_DATABASE("sonata_destroy_database", STRING, STRING),
  LIST_DATABASES("sonata_list_databases", STRING),
  OPEN_DATABASE("sonata_open_database", STRING),
  COMMIT("sonata_commit", STRING),
  EXECUTE("sonata_exec_on_database", STRING, STRING, STRING_LIST, BOOL),
  CREATE_COLLECTION("sonata_create_collection", STRING, STRING),
  OPEN_COLLECTION("sonata_open_collection", STRING, STRING),
  DROP_COLLECTION("sonata_drop_collection", STRING, STRING),
  STORE("sonata_store", STRING, STRING, STRING, BOOL),
  STORE_JSON("sonata_store_json", STRING, STRING, JSON, BOOL),
  STORE_MULTI("sonata_store_multi", STRING, STRING, STRING_LIST, BOOL),
  STORE_MULTI_JSON("sonata_store_multi_json", STRING, STRING, JSON, BOOL),
  FETCH("sonata_fetch", STRING, STRING, U64),
  FETCH_JSON("sonata_fetch_json", STRING, STRING, U64),
  FETCH_MULTI("sonata_fetch_multi", STRING, STRING, U64_LIST),
  FETCH_MULTI_JSON("sonata_fetch_multi_json", STRING, STRING, U64_LIST),
  FILTER("sonata_filter", STRING, STRING, STRING),
  FILTER_JSON("sonata_filter_json", STRING, STRING, STRING),
  UPDATE("sonata_update", STRING, STRING, U64, STRING, BOOL),
  UPDATE_JSON("sonata_update_json", STRING, STRING, U64, JSON, BOOL),
  UPDATE_MULTI("sonata_update_multi", STRING, STRING, U64_LIST, STRING_LIST, BOOL),
  UPDATE_MULTI_JSON("sonata_update_multi_json", STRING, STRING, U64_LIST, JSON, BOOL),
  ALL("sonata_all", STRING, STRING),
  ALL_JSON("sonata_all_json", STRING, STRING),
  LAST_ID("sonata_last_id", STRING, STRING),
  SIZE("sonata_size", STRING, STRING),
  ERASE("sonata_erase", STRING, STRING, U64, BOOL),
  ERASE_MULTI("sonata_erase_multi", STRING, STRING, U64_LIST, BOOL);

  // A signature is a record of a text and an unmodifiable list.
  @SuppressWarnings("ImmutableEnumChecker")
  private final RpcSignature signature;

  SonataRpc(String wireName, ValueType... arguments) {
    signature = RpcSignature.of(wireName, arguments);
  }

  public RpcSignature signature() {
    return signature;
  }
}
