import Glibc

/// Unix seconds.
func now() -> Int64 { Int64(time(nil)) }
