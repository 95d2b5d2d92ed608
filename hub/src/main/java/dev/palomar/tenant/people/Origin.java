package dev.palomar.tenant.people;

import dev.palomar.tenant.audit.Author;
import java.util.Optional;

/// From where somebody comes in: the request as the audit log names it, and what their browser calls itself.
public record Origin(Author author, Optional<String> browser) {

    private static final int LONGEST = 300;

    public Origin {
        browser = browser.map(text -> text.length() > LONGEST ? text.substring(0, LONGEST) : text);
    }

    String address() {
        return author.address().orElse("");
    }
}
