//! Arithmetic on measurements.

/// The value below which `percent` of the values lie; of nothing, 0.
pub(super) fn percentile(values: &[f64], percent: usize) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let rank = (sorted.len() * percent).div_ceil(100).max(1) - 1;
    sorted.get(rank).copied().unwrap_or_default()
}

/// The middle value; of nothing, 0.
pub(super) fn median(values: &[f64]) -> f64 {
    percentile(values, 50)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::percentile;

    #[rstest]
    #[case(&[], 50, 0.0)]
    #[case(&[7.0], 95, 7.0)]
    #[case(&[3.0, 1.0, 2.0], 50, 2.0)]
    #[case(&[4.0, 1.0, 3.0, 2.0], 50, 2.0)]
    #[case(&[4.0, 1.0, 3.0, 2.0], 95, 4.0)]
    fn percentiles(#[case] values: &[f64], #[case] percent: usize, #[case] expected: f64) {
        assert!((percentile(values, percent) - expected).abs() < f64::EPSILON);
    }
}
