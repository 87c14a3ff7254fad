terraform {
  required_version = ">= 1.5"
  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "6.50.0"
    }
  }
}

provider "google" {
  project = var.project
  region  = local.region
  zone    = var.zone
  # Budgets are asked for in the name of this project.
  billing_project       = var.project
  user_project_override = true
}
