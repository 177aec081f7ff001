package dev.stanchion.store.file.disk;

import java.io.IOException;

/**
 * A file's beginning as memory: what is put there survives the end of the process from then on, and
 * no system call is made for it. It reaches the disk whenever the system likes. One thread puts at
 * a time.
 */
public interface MappedBytes {
    /**
     * Puts the first bytes of an array.
     *
     * @throws IOException if the system cannot give the memory: a disk that is full or broken
     */
    void put(int position, byte[] source, int length) throws IOException;

    /**
     * Has the system give the memory now, which may take as long as the disk does; for some seconds
     * {@link #put} does not wait for that. While nobody puts anything.
     */
    void makeReady() throws IOException;
}
