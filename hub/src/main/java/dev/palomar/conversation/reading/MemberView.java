package dev.palomar.conversation.reading;

import dev.palomar.model.event.Parties;
import dev.palomar.model.event.Times;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Somebody in a group.
///
/// @param admin    whether they may change the group; empty where that was not asked
/// @param receipt  how far a message has come with them, where that was asked
public record MemberView(Parties.Party person, Optional<Boolean> admin, Optional<Receipt> receipt) {

    /// `delivered`, `read` or `played`, and since when.
    public record Receipt(String status, Instant at) {}

    /// `GroupMember` or `GroupReceipt` of the OpenAPI document.
    public ObjectNode json() {
        ObjectNode json = person.json();
        admin.ifPresent(is -> json.put("admin", is));
        receipt.ifPresent(told -> json.put("status", told.status()).put("at", Times.text(told.at())));
        return json;
    }
}
