package dev.stanchion.crash.disk;

/** A file or a directory. */
sealed interface Node permits CachedFile, CachedDirectory {}
