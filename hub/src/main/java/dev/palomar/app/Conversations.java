package dev.palomar.app;

import dev.palomar.api.http.Resource;
import dev.palomar.api.inbox.LabelRoutes;
import dev.palomar.api.inbox.QuickReplyRoutes;
import dev.palomar.api.inbox.WorkRoutes;
import dev.palomar.api.live.Hints;
import dev.palomar.conversation.Colleagues;
import dev.palomar.conversation.reading.Answering;
import dev.palomar.conversation.reading.ConversationReader;
import dev.palomar.conversation.work.Inbox;
import dev.palomar.conversation.work.Labels;
import dev.palomar.conversation.work.Notes;
import dev.palomar.conversation.work.QuickReplies;
import dev.palomar.outbound.ReadMarks;
import dev.palomar.tenant.audit.Audit;
import java.util.List;

/// What people work with in conversations, put together.
final class Conversations {

    private final ConversationReader reader;
    private final Inbox inbox;
    private final List<Resource> resources;

    Conversations(Api.Core core, Audit audit, Hints hints, ReadMarks marks, Answering answering) {
        Hub.Sources sources = core.sources();
        Colleagues colleagues = new Colleagues(core.database());
        this.reader = new ConversationReader(core.database(), answering, sources.clock());
        this.inbox = new Inbox(core.database(), core.journal(), colleagues, audit, sources.clock());
        Labels labels = new Labels(core.database(), audit, sources.clock(), sources.ids());
        Notes notes = new Notes(core.database(), sources.clock(), sources.ids());
        this.resources = List.of(
                new WorkRoutes(new WorkRoutes.Parts(reader, inbox, colleagues, labels, notes, marks, hints)),
                new LabelRoutes(labels, hints),
                new QuickReplyRoutes(new QuickReplies(core.database(), audit, sources.clock(), sources.ids()), hints));
    }

    ConversationReader reader() {
        return reader;
    }

    Inbox inbox() {
        return inbox;
    }

    List<Resource> resources() {
        return resources;
    }
}
