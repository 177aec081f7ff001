package dev.stanchion.crash.disk;

/** What a name stands for. */
sealed interface Node permits CachedFile, CachedDirectory {}
