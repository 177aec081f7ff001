package dev.stanchion.store.file.disk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalDiskTest {
    @ParameterizedTest
    @CsvSource({
        "ext4,true",
        "xfs,true",
        "NTFS,true",
        "overlay,true",
        "nfs,false",
        "nfs4,false",
        "cifs,false",
        "ceph,false",
        "fuse.s3fs,false",
        "9p,false",
    })
    void shouldTellADiskOfThisMachineFromOthers(String type, boolean isLocal) {
        assertThat(LocalDisk.isLocal(type)).isEqualTo(isLocal);
    }
}
