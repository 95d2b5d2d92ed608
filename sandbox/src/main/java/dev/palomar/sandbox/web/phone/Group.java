package dev.palomar.sandbox.web.phone;

import dev.palomar.sandbox.web.node.Jid;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;

/// People who write to each other at once. Who made the group is its admin.
public final class Group {

    private final Jid jid;
    private final Handset creator;
    private final Instant createdAt;
    private final boolean byLid;
    private final Set<Handset> members = new LinkedHashSet<>();
    private String subject;

    /// @param byLid whether members are addressed by LID, or by number
    Group(Jid jid, Handset creator, Instant createdAt, String subject, boolean byLid) {
        this.jid = jid;
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

    /// How this member is called in the group.
    public Jid name(Handset member, int device) {
        return member.jid(byLid, device);
    }

    /// `lid` or `pn`, as stanzas say it.
    public String addressing() {
        return byLid ? "lid" : "pn";
    }
}
