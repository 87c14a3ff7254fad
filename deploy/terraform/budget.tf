# A budget sends mail; it stops nothing. What stops: max_run_hours, idle_shutdown, and `gradlab server --budget`.
resource "google_billing_budget" "gradlab" {
  billing_account = var.billing_account
  display_name    = "gradlab in ${var.project}"
  budget_filter {
    projects = ["projects/${data.google_project.this.number}"]
  }
  amount {
    specified_amount {
      units = tostring(floor(var.monthly_budget))
    }
  }
  dynamic "threshold_rules" {
    for_each = [0.5, 0.8, 1.0]
    content {
      threshold_percent = threshold_rules.value
    }
  }
  threshold_rules {
    threshold_percent = 1.0
    spend_basis       = "FORECASTED_SPEND"
  }
  depends_on = [google_project_service.apis]
}

data "google_project" "this" {}
