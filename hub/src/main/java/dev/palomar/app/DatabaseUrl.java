package dev.palomar.app;

import dev.palomar.database.DatabaseAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/// Reads a database's address the way people have it:
/// `postgresql://user:password@host:5432/name?sslmode=require`, or the same behind `jdbc:` with `user` and
/// `password` among the parameters.
final class DatabaseUrl {

    private static final String EXPECTED = "expected postgresql://user:password@host:5432/name";

    private DatabaseUrl() {}

    static DatabaseAddress read(String value) {
        String bare = value.startsWith("jdbc:") ? value.substring("jdbc:".length()) : value;
        URI url;
        try {
            url = URI.create(bare);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(EXPECTED, malformed);
        }
        String scheme = url.getScheme() == null ? "" : url.getScheme();
        if (!(scheme.equals("postgresql") || scheme.equals("postgres")) || url.getHost() == null) {
            throw new IllegalArgumentException(EXPECTED);
        }
        String user = "";
        String password = "";
        if (url.getRawUserInfo() != null) {
            String[] parts = url.getRawUserInfo().split(":", 2);
            user = decoded(parts[0]);
            password = parts.length > 1 ? decoded(parts[1]) : "";
        }
        StringBuilder parameters = new StringBuilder();
        for (String parameter :
                url.getRawQuery() == null ? new String[0] : url.getRawQuery().split("&", -1)) {
            if (parameter.startsWith("user=")) {
                user = decoded(parameter.substring("user=".length()));
            } else if (parameter.startsWith("password=")) {
                password = decoded(parameter.substring("password=".length()));
            } else {
                parameters.append(parameters.isEmpty() ? "?" : "&").append(parameter);
            }
        }
        if (user.isEmpty()) {
            throw new IllegalArgumentException("names no user; " + EXPECTED);
        }
        String port = url.getPort() < 0 ? "" : ":" + url.getPort();
        String path = url.getRawPath().length() > 1 ? url.getRawPath() : "/" + user;
        return new DatabaseAddress("jdbc:postgresql://" + url.getHost() + port + path + parameters, user, password);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
