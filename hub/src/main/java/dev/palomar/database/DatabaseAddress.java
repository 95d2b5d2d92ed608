package dev.palomar.database;

/// Where the database is and who we are there.
public record DatabaseAddress(String url, String user, String password) {

    @Override
    public String toString() {
        return url;
    }
}
