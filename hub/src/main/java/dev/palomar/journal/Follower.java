package dev.palomar.journal;

import java.util.List;

/// Somebody who is told the facts of this node's slots, each slot's in its order, from where it stopped.
///
/// Calls come one at a time for a slot. They must be quick: what takes time is put aside.
public interface Follower {

    /// Under which the cursor is kept. Never changes once released.
    String name();

    /// How many more entries of the slot the follower takes now. Zero lets the slot wait in the table.
    int room(int slot);

    /// The next entries of one slot.
    void follow(int slot, List<Entry> entries);

    /// The slot begins here: everything up to `cursor` is done.
    void gained(int slot, long cursor);

    /// The slot is somebody else's now. Whatever is under way for it must not be written any more.
    void lost(int slot);
}
