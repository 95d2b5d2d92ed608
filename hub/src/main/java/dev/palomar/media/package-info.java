/// Files that come and go with messages: where they are kept, and how they get there.
@org.jspecify.annotations.NullMarked
package dev.palomar.media;
