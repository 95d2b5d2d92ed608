package dev.palomar.conversation.search;

import dev.palomar.model.id.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The way from the newest messages to the oldest, part by part. A word that is said every day is found in
/// the last days already, one that is rare is rare in the whole index. So the first parts are small, and
/// each further one is as large as what was found until then lets expect that it is enough: looking at a
/// part costs as much as was said in it.
final class Backwards {

    /// From which id on, and the marks of whatever can be there.
    record Reach(UUID from, String marks) {}

    /// Where it is looked for.
    enum Where {
        ANYWHERE,
        /// In conversations that have many messages.
        LARGE_CONVERSATIONS,
        /// In conversations that have so few that all of them are looked at, at once.
        SMALL_CONVERSATIONS
    }

    private static final UUID BEGINNING = new UUID(0, 0);
    private static final int FEWEST_DAYS = 3;
    private static final int MOST_DAYS = 24;
    private static final int DAY_BY_DAY = 60;
    private static final int[] BLOCKS = {2, 4};

    /// What is looked for might be said a little less often further back.
    private static final double AMPLE = 1.3;

    private final TenantId tenant;
    private final Where where;
    private final List<Integer> firstDays;
    private final long today;
    private long day;
    private int part;
    private int blocks;
    private boolean through;

    /// @param today  the newest day in which there can be a message
    Backwards(TenantId tenant, long today, Where where) {
        this.tenant = tenant;
        this.where = where;
        this.firstDays = switch (where) {
            case ANYWHERE -> List.of(2, 5);
            case LARGE_CONVERSATIONS -> List.of(4);
            case SMALL_CONVERSATIONS -> List.of();
        };
        this.today = today;
        this.day = today + 1;
    }

    /// The next part.
    ///
    /// @param found   how many there were in all parts before
    /// @param wanted  how many there are to be
    Optional<Reach> next(int found, int wanted) {
        if (through) {
            return Optional.empty();
        }
        if (where == Where.SMALL_CONVERSATIONS) {
            return Optional.of(rest());
        }
        return Optional.of(part < firstDays.size() ? days(firstDays.get(part++)) : onwards(found, wanted));
    }

    /// Each day is a mark of its own, and where hardly anything is found, asking for many of them costs more than
    /// whatever a larger part holds.
    private Reach onwards(int found, int wanted) {
        long looked = today + 1 - day;
        double enough = Math.ceil(AMPLE * (wanted - found) * looked / found);
        if (blocks == 0 && looked < DAY_BY_DAY && enough <= MOST_DAYS) {
            return days((int) Math.max(FEWEST_DAYS, enough));
        }
        return blocks < BLOCKS.length ? blocks(BLOCKS[blocks++]) : rest();
    }

    private Reach rest() {
        through = true;
        return new Reach(BEGINNING, Marks.quoted(Marks.of(tenant)));
    }

    private Reach days(int many) {
        long last = day - 1;
        day -= many;
        return new Reach(Marks.floor(day), Marks.days(tenant, day, last));
    }

    private Reach blocks(int many) {
        long last = Marks.block(day - 1);
        long first = last - many + 1;
        day = Marks.firstDay(first);
        return new Reach(Marks.floor(day), Marks.blocks(tenant, first, last));
    }
}
