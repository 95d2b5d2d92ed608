package dev.palomar.sandbox.web.phone;

import dev.palomar.sandbox.web.node.Jid;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/// People who write to each other at once. Who made the group is its admin.
public final class Group {

    private final Jid jid;
    private final Handset creator;
    private final Instant createdAt;
    private final boolean byLid;
    private final Set<Handset> members = new LinkedHashSet<>();
    private final String invitation;
    private String subject;
    private Optional<Description> description = Optional.empty();
    private Optional<Picture> picture = Optional.empty();

    /// What the group is about.
    ///
    /// @param id by which whoever changes it says what they saw before
    public record Description(String id, String text) {}

    /// @param byLid whether members are addressed by LID, or by number
    /// @param invitation the code in the link by which people join
    Group(Jid jid, Handset creator, Instant createdAt, String subject, boolean byLid, String invitation) {
        this.jid = jid;
        this.invitation = invitation;
        this.creator = creator;
        this.createdAt = createdAt;
        this.subject = subject;
        this.byLid = byLid;
        members.add(creator);
    }

    public Jid jid() {
        return jid;
    }

    public Handset creator() {
        return creator;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public boolean byLid() {
        return byLid;
    }

    public Set<Handset> members() {
        return members;
    }

    public String subject() {
        return subject;
    }

    public void subject(String to) {
        subject = to;
    }

    public Optional<Description> description() {
        return description;
    }

    public void description(Optional<Description> to) {
        description = to;
    }

    public Optional<Picture> picture() {
        return picture;
    }

    public void picture(Optional<Picture> now) {
        picture = now;
    }

    public String invitation() {
        return invitation;
    }

    /// How this member is called in the group.
    public Jid name(Handset member, int device) {
        return member.jid(byLid, device);
    }

    /// `lid` or `pn`, as stanzas say it.
    public String addressing() {
        return byLid ? "lid" : "pn";
    }
}
