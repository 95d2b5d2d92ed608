package dev.palomar.database;

/// What a transaction had found is not so any more, because another one was faster. It is rolled back and done again
/// from its beginning, by [Database] itself. Work that may throw it changes nothing but the database.
public final class Again extends RuntimeException {

    private static final long serialVersionUID = 1;

    public Again(String why) {
        super(why, null, false, false);
    }
}
