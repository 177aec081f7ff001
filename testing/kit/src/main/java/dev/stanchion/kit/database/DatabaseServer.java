package dev.stanchion.kit.database;

/** A real database server that tests share. */
public interface DatabaseServer {
    /** Creates an empty database, for one test. */
    TestDatabase newDatabase();
}
